/** Tests of the backend, against the fake over the wire. */
@NullMarked
package dev.podnetwork.aliyun;

import org.jspecify.annotations.NullMarked;
