import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuthModule } from '../auth/index.js';
import { CoursesModule } from '../courses/index.js';
import { EnrollmentsModule } from '../enrollments/index.js';
import { PaymentsModule } from '../payments/index.js';
import { UsersModule } from '../users/index.js';
import { NotificationsController } from './api/notifications.controller.js';
import { RealtimeGateway } from './api/realtime.gateway.js';
import { AdmitSocket } from './application/admit-socket.js';
import { Announce } from './application/announce.js';
import { DeliverMail } from './application/deliver-mail.js';
import { GatherFacts } from './application/gather-facts.js';
import { Inbox } from './application/inbox.js';
import { NotificationsPersonalData } from './application/notifications-personal-data.js';
import { NotificationRetention } from './application/notification-retention.js';
import { Notify } from './application/notify.js';
import { Realtime } from './application/realtime.js';
import { Urls } from './application/urls.js';
import { WeeklyLetters } from './application/weekly-letters.js';
import { Announcer } from './jobs/announcer.js';
import { Doorkeeper } from './jobs/doorkeeper.js';
import { MailConsumer } from './jobs/mail.consumer.js';
import { WeeklyLettersJob } from './jobs/weekly-letters.job.js';
import { MessageRepository } from './persistence/message.repository.js';
import { MESSAGE_MODEL, messageSchema } from './persistence/message.schema.js';
import { NotificationRepository } from './persistence/notification.repository.js';
import { NotificationsPersonalDataRepository } from './persistence/notifications-personal-data.repository.js';
import { NOTIFICATION_MODEL, notificationSchema } from './persistence/notification.schema.js';

/** Tells people what concerns them: the inbox, mails, and live pushes to those who are here. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: NOTIFICATION_MODEL, schema: notificationSchema },
      { name: MESSAGE_MODEL, schema: messageSchema },
    ]),
    UsersModule,
    AuthModule,
    CoursesModule,
    EnrollmentsModule,
    PaymentsModule,
  ],
  controllers: [NotificationsController],
  providers: [
    NotificationRepository,
    MessageRepository,
    Urls,
    Realtime,
    Inbox,
    GatherFacts,
    Notify,
    NotificationRetention,
    NotificationsPersonalData,
    NotificationsPersonalDataRepository,
    Announce,
    DeliverMail,
    WeeklyLetters,
    AdmitSocket,
    RealtimeGateway,
    Announcer,
    Doorkeeper,
    MailConsumer,
    WeeklyLettersJob,
  ],
})
export class NotificationsModule {}
