/// What travels on Kafka: peers, relays' reports, audit events.
///
/// Events hold what their readers need and nothing that only their writers should know: no NPI, no
/// client address, no token, no circuit, no complete route (audit entries, which are about people,
/// have a topic of their own that only audit-service reads).
@NullMarked
package xyz.blueblocks.wire.event;

import org.jspecify.annotations.NullMarked;
