// After the idea of DeltaBlue: one-way constraints between variables in a graph, planned by strength and propagated when an
// input changes.
class Variable {
  constructor(name, value) {
    this.name = name;
    this.value = value;
    this.by = null;
    this.uses = [];
    this.mark = 0;
  }
}

class Scale {
  constructor(from, to, factor, offset) {
    this.from = from;
    this.to = to;
    this.factor = factor;
    this.offset = offset;
    from.uses.push(this);
    to.by = this;
  }
  apply() {
    this.to.value = (this.from.value * this.factor + this.offset) % 1000003;
  }
  inputs() {
    return [this.from];
  }
}

class Sum {
  constructor(from, to) {
    this.from = from;
    this.to = to;
    for (const variable of from) variable.uses.push(this);
    to.by = this;
  }
  apply() {
    let sum = 0;
    for (const variable of this.from) sum += variable.value;
    this.to.value = sum % 1000003;
  }
  inputs() {
    return this.from;
  }
}

class Planner {
  constructor() {
    this.mark = 0;
  }
  plan(source) {
    this.mark++;
    const order = [];
    const visit = (variable) => {
      for (const constraint of variable.uses) {
        const target = constraint.to;
        if (target.mark === this.mark) continue;
        target.mark = this.mark;
        visit(target);
        order.push(constraint);
      }
    };
    visit(source);
    return order.reverse();
  }
}

export function run() {
  const planner = new Planner();
  const inputs = Array.from({ length: 10 }, (_, i) => new Variable(`in${i}`, i));
  let layer = inputs;
  const total = new Variable('total', 0);
  for (let depth = 0; depth < 12; depth++) {
    layer = layer.map((variable, i) => {
      const scaled = new Variable(`v${depth}.${i}`, 0);
      new Scale(variable, scaled, (i % 5) + 2, depth);
      return scaled;
    });
  }
  new Sum(layer, total);
  for (let round = 0; round < 3500; round++) {
    const input = inputs[round % inputs.length];
    input.value = round;
    for (const constraint of planner.plan(input)) constraint.apply();
  }
  return total.value;
}
