/// What every service shares at its edges: error answers, session filter, audit outbox, readiness.
///
/// A library for Quarkus modules, not a program. It knows no service and holds no decision of the
/// domain.
@NullMarked
package xyz.blueblocks.servicekit;

import org.jspecify.annotations.NullMarked;
