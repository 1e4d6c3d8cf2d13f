/** What enrollments add up to on a course, or change of it (X32). */
export interface CourseCounts {
  /** Those who learn, pause or have completed. */
  readonly enrolled: number;
  /** Taken seats: those who are to pay, learn or pause. */
  readonly seats: number;
}
