import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Seeder } from './seeder.js';

@Global()
@Module({ imports: [DiscoveryModule], providers: [Seeder], exports: [Seeder] })
export class SeedingModule {}
