package dev.podnetwork.fake.wire.action;

import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;

/** One action of the API. Stateless. */
@FunctionalInterface
public interface Action {

    /**
     * Does it and writes the payload of the answer, without the request id.
     *
     * @throws Refusal when it is not done
     */
    Tree run(Parameters parameters, Visit visit);
}
