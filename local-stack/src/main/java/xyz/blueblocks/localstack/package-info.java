/// The whole system on one machine: embedded PostgreSQL and Kafka, every service as a process.
///
/// The demo, the end-to-end tests and the chaos tests stand on it. It starts services as programs
/// and never loads a class of one.
@NullMarked
package xyz.blueblocks.localstack;

import org.jspecify.annotations.NullMarked;
