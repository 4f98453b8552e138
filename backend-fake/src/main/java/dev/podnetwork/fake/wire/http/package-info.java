/** A small HTTP/1.1 server over plain sockets: no delayed acknowledgements, and every way a connection can break on purpose. */
@NullMarked
package dev.podnetwork.fake.wire.http;

import org.jspecify.annotations.NullMarked;
