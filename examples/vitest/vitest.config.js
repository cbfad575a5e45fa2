import { racewire } from 'racewire/vitest';
import { defineConfig } from 'vitest/config';

export default defineConfig({ plugins: [racewire()] });
