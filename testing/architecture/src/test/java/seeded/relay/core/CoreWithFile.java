package seeded.relay.core;

import java.nio.file.Path;

record CoreWithFile(Path path) {}
