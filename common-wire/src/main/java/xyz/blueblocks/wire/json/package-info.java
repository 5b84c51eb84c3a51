/// JSON as this protocol uses it: strict to read, one canonical form to write, signed by that form.
///
/// Reading refuses whatever two programs could understand differently. Writing is always RFC 8785.
/// [xyz.blueblocks.wire.json.Members] is how messages take their members out of an object. This
/// package knows no message.
@NullMarked
package xyz.blueblocks.wire.json;

import org.jspecify.annotations.NullMarked;
