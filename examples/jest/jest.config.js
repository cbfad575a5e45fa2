const { withRacewire } = require('racewire/jest');

module.exports = withRacewire({ testEnvironment: 'node' });
