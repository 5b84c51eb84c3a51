/// What discovery decides: who may register, who is alive, what others are shown.
///
/// Pure Java: time, identity and storage come in as arguments and ports; nothing here knows HTTP,
/// SQL or Kafka.
@NullMarked
package xyz.blueblocks.discovery.core;

import org.jspecify.annotations.NullMarked;
