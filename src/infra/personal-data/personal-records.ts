import { Injectable } from '@nestjs/common';
import { ProvidersOf } from '../discovery/index.js';
import { PersonalData, TURNS, type PersonalFile } from './personal-data.js';

/** What all modules keep of people. */
@Injectable()
export class PersonalRecords {
  constructor(private readonly providers: ProvidersOf) {}

  /**
   * In the order in which they are erased.
   *
   * @throws Error when two have one name
   */
  parts(): PersonalData[] {
    const parts = this.providers
      .find(PersonalData)
      .toSorted((one, other) => rank(one).localeCompare(rank(other)));
    const names = parts.map(({ part }) => part);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice) throw new Error(`Two parts of personal data are named ${twice}.`);
    return parts;
  }

  filesOf(userId: string): PersonalFile[] {
    return this.parts().flatMap((part) => part.filesOf(userId));
  }

  /** By what one would know somebody, each once. */
  async identifiersOf(userId: string): Promise<string[]> {
    const found = await Promise.all(this.parts().map((part) => part.identifiersOf(userId)));
    return [...new Set(found.flat())];
  }
}

const rank = ({ turn, part }: PersonalData): string => `${TURNS.indexOf(turn)} ${part}`;
