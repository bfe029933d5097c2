// One line a question, with counts; what went wrong below it.

export class Report {
  constructor(write = (line) => console.log(line)) {
    this.write = write;
    this.count = { passed: 0, failed: 0, skipped: 0 };
  }

  /**
   * The answer to a question: how many cases were asked, and what is wrong. A question without a case proves nothing and
   * counts as skipped.
   */
  answer(engine, question, asked, problems = []) {
    if (asked === 0 && problems.length === 0) return this.skip(engine, question, 'nothing of the kind in dist');
    const failed = problems.length > 0;
    this.count[failed ? 'failed' : 'passed'] += 1;
    this.line(
      failed ? 'FAIL' : 'ok',
      engine,
      `${question}: ${failed ? `${problems.length} wrong of ${asked}` : `${asked} of ${asked}`}`,
    );
    for (const problem of problems) this.write(`       ${problem}`);
  }

  /** A question that could not be asked here, and why. */
  skip(engine, question, reason) {
    this.count.skipped += 1;
    this.line('skip', engine, `${question}: ${reason}`);
  }

  line(verdict, engine, text) {
    this.write(`${verdict.padEnd(4)}   ${engine.padEnd(13)} ${text}`);
  }

  /** Prints the sum and says whether nothing failed. */
  end() {
    this.write(`${this.count.passed} passed, ${this.count.failed} failed, ${this.count.skipped} skipped`);
    return this.count.failed === 0;
  }
}
