// How a member that is written, updated or deleted is taken apart: the texts of its object and key, evaluated once.
//   o.name        H.sp(o,"name",…)                 f().name       (t=f()).name …  H.sp(t,"name",…)
//   o[k]          H.se(o,k,…)                      f()[g()]       (t=f())[u=g()] …  H.se(t,u,…)
import type { Expression, MemberExpression } from 'acorn';
import { memberName } from '../select/property-names.ts';
import { bracketsOf, isWatchedElement, watchedProperty } from './members.ts';
import type { Rewriter } from './rewriter.ts';
import { assignTemporary } from './temporaries.ts';

/** What a hook that stands inside the member itself is made with. */
export interface HookedTarget {
  read(site: string, guard: string): readonly [hook: string, tail: string];
  update(site: string): readonly [hook: string, tail: string];
  pattern(site: string): readonly [hook: string, tail: string];
  remove(site: string): readonly [hook: string, tail: string];
}

export interface MemberPlan {
  /** Rewrites the member as a target: its parts are kept, no hook is called. */
  walkPlain(): void;
  /** Rewrites the member so that `hook` is called before it is touched. */
  walkHooked(hook: (target: HookedTarget) => readonly [hook: string, tail: string]): void;
  /** The two halves of `H.sp(o,"name",` … `,s)`. */
  call(kind: 's', site: string, value: 'value'): readonly [before: string, after: string];
  /** `(H.gp(o,"name",s),o.name)`: a read after walkPlain. */
  readAgain(site: string): string;
  /** Gives the temporaries back. */
  release(): void;
}

/** Plans a member that the selection watches; null, with its parts rewritten, if it is not watched or has to stay. */
export function memberPlan(node: MemberExpression, r: Rewriter): MemberPlan | null {
  const { object } = node;
  const name = watchedProperty(node, r);
  const element = isWatchedElement(node);
  if (object.type === 'Super' || (name === '' && !element)) {
    walkParts(node, r);
    return null;
  }
  const key = element ? (node.property as Expression) : null;
  const objectText = r.simple(object);
  const keyText = key === null ? '' : r.simple(key);
  const objectTemporary = objectText === '' ? r.temporary() : '';
  const keyTemporary = key !== null && keyText === '' ? r.temporary() : '';
  const release = (): void => {
    r.release(objectTemporary);
    r.release(keyTemporary);
  };
  if (
    (objectText === '' && objectTemporary === '') ||
    (key !== null && keyText === '' && keyTemporary === '')
  ) {
    release();
    r.leave('member write where no temporary can be declared', node);
    walkParts(node, r);
    return null;
  }
  const again = objectText || objectTemporary;
  const keyAgain = key === null ? JSON.stringify(memberName(node)) : keyText || keyTemporary;
  const suffix = key === null ? 'p' : 'e';
  const { hooks } = r;
  const walkObject = (): void => {
    if (objectTemporary === '') r.walkSpine(object, null);
    else assignTemporary(object, objectTemporary, r, () => r.walkSpine(object, null));
  };
  return {
    walkPlain() {
      walkObject();
      if (key === null) return;
      if (keyTemporary === '') r.walk(key);
      else assignTemporary(key, keyTemporary, r);
    },
    walkHooked(hook) {
      const [call, tail] = hook({
        read: (site, guard) => [`g${suffix}`, `,${site}${guard})`],
        update: (site) => [`u${suffix}`, `,${site})`],
        pattern: (site) => [`w${suffix}`, `,${site})`],
        remove: (site) => [`d${suffix}`, `,${site})`],
      });
      if (keyTemporary === '') {
        // The object passes through the hook; its own temporary is still set, for the write that may follow.
        const [open, close] = bracketsOf(object, r);
        r.wrap(object, `${open}${hooks}${call}(`, `,${keyAgain}${tail}${close}`, walkObject);
        if (key !== null) r.walk(key);
        return;
      }
      walkObject();
      r.wrap(key!, `(${keyTemporary}=`, `,${hooks}${call}(${again},${keyAgain}${tail},${keyAgain})`);
    },
    call: (kind, site) => [`${hooks}${kind}${suffix}(${again},${keyAgain},`, `,${site})`],
    readAgain(site) {
      const member = key === null ? r.code.slice(node.property.start, node.property.end) : '';
      // A number before a dot would read as its decimal point.
      const target = key === null ? `(${again}).${member}` : `${again}[${keyAgain}]`;
      return `(${hooks}g${suffix}(${again},${keyAgain},${site}),${target})`;
    },
    release,
  };
}

/** Rewrites the object and the key of a member that itself is left as it is. */
export function walkParts(node: MemberExpression, r: Rewriter): void {
  if (node.object.type !== 'Super') r.walkSpine(node.object, null);
  if (node.computed) r.walk(node.property);
}
