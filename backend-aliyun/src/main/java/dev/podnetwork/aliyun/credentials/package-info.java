/** Where keys come from: written down, instance role, RRSA, or the token file of ACK add-ons (spec: openapi-wire §10). */
@NullMarked
package dev.podnetwork.aliyun.credentials;

import org.jspecify.annotations.NullMarked;
