import { setFlagsFromString } from 'node:v8';

// By how much the heap may outgrow what is in use before V8 clears up. Left to itself V8 goes by the machine's memory and
// lets a process of 170 MB grow to 450 (docs/adr/0013).
setFlagsFromString('--heap-growing-percent=50');

// Booting fills the space for young objects once; without this an idle process would keep what that took.
setFlagsFromString('--semi-space-growth-factor=1');

/** Lets the space for young objects grow with the load. To be called when the process has booted. */
export function letHeapGrow(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}
