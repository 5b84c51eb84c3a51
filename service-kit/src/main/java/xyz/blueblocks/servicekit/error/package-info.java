/// One place where failures become answers: the seed's ERROR JSON for everything that goes wrong,
/// with the request's id and never a class name, a stack trace or a secret.
@NullMarked
package xyz.blueblocks.servicekit.error;

import org.jspecify.annotations.NullMarked;
