/// Who is calling: a session token that discovery signed, and the proof that the caller holds the
/// key it is bound to. Checked without asking anybody.
@NullMarked
package xyz.blueblocks.servicekit.auth;

import org.jspecify.annotations.NullMarked;
