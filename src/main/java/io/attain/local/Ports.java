package io.attain.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether a port of this machine can be had. */
final class Ports {

    private Ports() {}

    static void demandFree(int port, String owner, String setting) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new LocalServerFailure(
                    "Port " + port + ", which " + owner + " should use, is taken by another program.",
                    "Stop that program, or choose another port by setting " + setting + ".", taken);
        }
    }
}
