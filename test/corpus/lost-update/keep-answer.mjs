// What remembered-elsewhere asks for is assigned here.
export function keepAnswer(binding, answer) {
  return answer.then((value) => keep(binding, value));
}

function keep(binding, value) {
  binding.cache = { known: true, value };
  return value;
}

export function keepPromise(binding, answer) {
  binding.cache = { known: true, value: answer };
  return answer;
}
