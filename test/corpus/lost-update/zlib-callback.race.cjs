// expect: race lost-update on object sizes key "total"
const { deflate } = require('node:zlib');
const sizes = {};

function pack(name, text) {
  const before = sizes['total'] ?? 0; //! A
  deflate(text, (error, data) => {
    if (error) throw error;
    sizes[name] = data.length;
    sizes['total'] = before + data.length; //! B
  });
}
setTimeout(pack, 1, 'a', 'aaaa');
setTimeout(pack, 1, 'b', 'abababab');
