/// The log itself: which events count, what a leaf commits to, how tiles grow, who may read what.
///
/// Decisions only. Time, randomness and keys are arguments; storage, Kafka and HTTP are ports that
/// the rooms around it implement. Imports java.*, wire, crypto and jspecify, nothing else.
@NullMarked
package xyz.blueblocks.audit.core;

import org.jspecify.annotations.NullMarked;
