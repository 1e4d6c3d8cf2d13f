import { setFlagsFromString } from 'node:v8';

// By how much the heap may outgrow what is in use before V8 clears up. Left to itself V8 goes by the machine's memory and
// lets a process of 170 MB grow to 450 (docs/adr/0013).
setFlagsFromString('--heap-growing-percent=50');
