/** Which call an operation is, what its parameters are, and how its answer is read. No I/O. */
@NullMarked
package dev.podnetwork.aliyun.call;

import org.jspecify.annotations.NullMarked;
