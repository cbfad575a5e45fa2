// expect: none
// why: the test of what the turn has just counted comes out the same in every order; a failure sets the count to nothing
import { MessageChannel } from 'node:worker_threads';

class Answer {
  #listeners = [];
  then(fulfilled, rejected) {
    this.#listeners.push([fulfilled, rejected]);
  }
  settle(how, value) {
    for (const listener of this.#listeners.splice(0)) listener[how](value);
  }
}

function ask(ms, fail) {
  const answer = new Answer();
  const { port1, port2 } = new MessageChannel();
  port1.on('message', (value) => {
    port1.close();
    answer.settle(fail ? 1 : 0, value);
  });
  setTimeout(() => port2.postMessage(ms), ms);
  return answer;
}

function all(answers, done) {
  let remaining = answers.length;
  const results = [];
  if (remaining) {
    answers.forEach((answer, i) => {
      answer.then(
        (result) => {
          results[i] = result;
          remaining--;
          if (remaining === 0) done(results);
        },
        () => {
          remaining = 0;
          done('failed');
        },
      );
    });
  } else done(results);
}
all([ask(2), ask(6)], (results) => console.log(results));
all([ask(3), ask(7, true)], (results) => console.log(results));
