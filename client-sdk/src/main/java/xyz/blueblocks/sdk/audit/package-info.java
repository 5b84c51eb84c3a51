/// What an end of a transfer tells the audit log, and how it proves later that it is in there.
///
/// Events wait on disk until audit-service has them; proofs are files that need no network.
@NullMarked
package xyz.blueblocks.sdk.audit;

import org.jspecify.annotations.NullMarked;
