// expect: none
const { deflate } = require('node:zlib');
const sizes = {};

function pack(name, text) {
  deflate(text, (error, data) => {
    if (error) throw error;
    sizes[name] = data.length;
    sizes['total'] = (sizes['total'] ?? 0) + data.length;
  });
}
setTimeout(pack, 1, 'a', 'aaaa');
setTimeout(pack, 1, 'b', 'abababab');
