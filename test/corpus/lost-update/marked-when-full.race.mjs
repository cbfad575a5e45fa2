// expect: race lost-update on object this key "size"
// the condition decides whether the line is written, and counted by a callback
const written = (done) => setTimeout(done, 30);

class File {
  size = 0;
  pending = 0;
  full = false;
  log(line) {
    if (this.size + line.length > 15) { //! A
      this.full = true;
      return;
    }
    written(function () {
      this.size += line.length; //! B
    }.bind(this));
  }
}
const file = new File();
file.log('one line');
setTimeout(() => file.log('another one'), 1);
setTimeout(() => console.log(file.size, file.full), 90);
