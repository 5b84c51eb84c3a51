/// Plain Kafka clients with the settings of the application: one place that reads `kafka.*`.
@NullMarked
package xyz.blueblocks.servicekit.kafka;

import org.jspecify.annotations.NullMarked;
