/// Discovery over HTTPS, `/api/v1`. Public: registration (an invitation proves the right), keys,
/// limits, announcements (the admin's signature). Registered peers: everything else.
@NullMarked
package xyz.blueblocks.discovery.inbound;

import org.jspecify.annotations.NullMarked;
