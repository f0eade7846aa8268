/** Numbers 0 to size-1 in sets that can be joined (union-find). The smallest number of a set stands for it. */
export class DisjointSets {
  private readonly above: number[];

  constructor(size: number) {
    this.above = Array.from({ length: size }, (_, member) => member);
  }

  /** The number that stands for the set of this one. */
  find(member: number): number {
    let top = member;
    while (this.next(top) !== top) top = this.next(top);
    for (let step = member; step !== top;) {
      const next = this.next(step);
      this.above[step] = top;
      step = next;
    }
    return top;
  }

  join(one: number, other: number): void {
    const a = this.find(one);
    const b = this.find(other);
    this.above[Math.max(a, b)] = Math.min(a, b);
  }

  private next(member: number): number {
    return this.above[member] ?? member;
  }
}
