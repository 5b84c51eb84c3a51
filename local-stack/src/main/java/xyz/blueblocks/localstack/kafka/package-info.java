/// Kafka as a child process: one broker that is its own controller (KRaft), with a password for
/// every service and rules for what each may read and write.
///
/// `KafkaBrokerMain` runs in the child; everything else in the supervisor, which loads no class of
/// Kafka.
@NullMarked
package xyz.blueblocks.localstack.kafka;

import org.jspecify.annotations.NullMarked;
