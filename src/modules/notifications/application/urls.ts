import { Injectable } from '@nestjs/common';
import { HttpConfig } from '../../../config/index.js';

/** Where the links of notifications lead: into the client application, or to the API itself while there is none. */
@Injectable()
export class Urls {
  private readonly client: string;
  private readonly api: string;

  constructor({ PUBLIC_URL, CLIENT_URL }: HttpConfig) {
    this.api = `${PUBLIC_URL.replace(/\/+$/, '')}/api/v1`;
    this.client = CLIENT_URL?.replace(/\/+$/, '') ?? this.api;
  }

  readonly signIn = (): string => `${this.client}/auth/login`;
  readonly account = (): string => `${this.client}/users/me`;
  readonly sessions = (): string => `${this.client}/auth/sessions`;
  readonly dataExport = (id: string): string => `${this.client}/users/me/exports/${id}`;
  readonly preferences = (): string => `${this.client}/users/me/preferences`;
  readonly catalogue = (): string => `${this.client}/courses`;
  readonly course = (idOrSlug: string): string => `${this.client}/courses/${idOrSlug}`;
  readonly learning = (): string => `${this.client}/users/me/enrollments`;
  readonly payment = (id: string): string => `${this.client}/payments/${id}`;
  /** A page that the API serves to everybody. */
  readonly certificate = (code: string): string => `${this.api}/certificates/${code}`;
}
