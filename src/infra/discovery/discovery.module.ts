import { Global, Module } from '@nestjs/common';
import { DiscoveryModule as NestDiscoveryModule } from '@nestjs/core';
import { DecoratedMethods } from './decorated-methods.js';
import { ProvidersOf } from './providers-of.js';

@Global()
@Module({
  imports: [NestDiscoveryModule],
  providers: [DecoratedMethods, ProvidersOf],
  exports: [DecoratedMethods, ProvidersOf],
})
export class DiscoveryModule {}
