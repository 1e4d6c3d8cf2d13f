/** A sleep that can be ended early. A ring while nobody sleeps ends the next sleep. */
export class Alarm {
  private rung = Promise.withResolvers<void>();

  ring(): void {
    this.rung.resolve();
  }

  async wait(milliseconds: number): Promise<void> {
    const timer = setTimeout(() => this.ring(), milliseconds);
    await this.rung.promise;
    clearTimeout(timer);
    this.rung = Promise.withResolvers();
  }
}
