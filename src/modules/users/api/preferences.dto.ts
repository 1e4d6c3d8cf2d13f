import { ApiProperty } from '@nestjs/swagger';
import {
  PROFILE_VISIBILITIES,
  THEMES,
  type Preferences,
  type ProfileVisibility,
  type Theme,
} from '../domain/preferences.js';

export class ChannelsDto {
  /** @example true */
  email: boolean;

  /** @example false */
  sms: boolean;

  /** @example true */
  push: boolean;

  /** @example false */
  whatsapp: boolean;

  /** @example true */
  inApp: boolean;
}

export class CategoriesDto {
  /**
   * Always: what concerns the safety of an account can't be switched off
   * @example true
   */
  security: true;

  /** @example true */
  progress: boolean;

  /** @example true */
  achievement: boolean;

  /** @example false */
  marketing: boolean;

  /** @example true */
  chat: boolean;
}

export class NotificationPreferencesDto {
  channels: ChannelsDto;
  categories: CategoriesDto;
}

export class PrivacyDto {
  @ApiProperty({ enum: PROFILE_VISIBILITIES, example: 'public' })
  profileVisibility: ProfileVisibility;

  /** @example true */
  showActivity: boolean;
}

/** The preferences that hold: what was chosen, and the defaults for the rest. */
export class PreferencesDto {
  @ApiProperty({ enum: THEMES, example: 'system' })
  theme: Theme;

  /** @example "en" */
  language: string;

  /** @example "Europe/London" */
  timezone: string;

  notifications: NotificationPreferencesDto;
  privacy: PrivacyDto;

  static of({ theme, language, timezone, notifications, privacy }: Preferences): PreferencesDto {
    return {
      theme,
      language,
      timezone,
      notifications: {
        channels: { ...notifications.channels },
        categories: { security: true, ...notifications.categories },
      },
      privacy: { ...privacy },
    };
  }
}
