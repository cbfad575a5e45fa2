// expect: none
// the condition sets a mark and nothing else: the line is written, and counted by a callback, whichever way it went
const written = (done) => setTimeout(done, 3);

class File {
  size = 0;
  pending = 0;
  full = false;
  log(line) {
    this.pending += line.length;
    if (this.size + this.pending > 15) {
      this.full = true;
    }
    written(function () {
      this.size += line.length;
      this.pending -= line.length;
    }.bind(this));
  }
}
const file = new File();
file.log('one line');
setTimeout(() => file.log('another one'), 1);
setTimeout(() => console.log(file.size, file.full), 20);
