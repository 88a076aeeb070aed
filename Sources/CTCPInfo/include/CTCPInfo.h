// What the kernel knows of a TCP connection, in a struct of our own.
//
// glibc's <netinet/tcp.h> has a short `tcp_info` without byte counts and minimum round trip; the kernel's <linux/tcp.h> has
// all of it but, seen by Swift, clashes with Glibc's module. So the kernel's header is included in the .c file alone.
#ifndef PARTA_CTCPINFO_H
#define PARTA_CTCPINFO_H

#include <stddef.h>
#include <stdint.h>

/// Linux `struct tcp_info`, field by field. Times are microseconds, except `last_*`, which are milliseconds.
struct parta_tcp_info {
    uint8_t state, ca_state, retransmits, probes, backoff, options, snd_wscale, rcv_wscale, app_limited;
    uint32_t rto, ato, snd_mss, rcv_mss;
    uint32_t unacked, sacked, lost, retrans, fackets;
    uint32_t last_data_sent, last_ack_sent, last_data_recv, last_ack_recv;
    uint32_t pmtu, rcv_ssthresh, rtt, rttvar, snd_ssthresh, snd_cwnd, advmss, reordering;
    uint32_t rcv_rtt, rcv_space, total_retrans;
    uint64_t pacing_rate, max_pacing_rate, bytes_acked, bytes_received;
    uint32_t segs_out, segs_in, notsent_bytes, min_rtt, data_segs_in, data_segs_out;
    uint64_t delivery_rate, busy_time, rwnd_limited, sndbuf_limited;
    uint32_t delivered, delivered_ce;
    uint64_t bytes_sent, bytes_retrans;
    uint32_t dsack_dups, reord_seen, rcv_ooopack, snd_wnd;
};

/// What the BBR congestion control knows: bandwidth in bytes a second, minimum round trip in microseconds, gains * 256.
struct parta_bbr_info {
    uint64_t bandwidth;
    uint32_t min_rtt, pacing_gain, cwnd_gain;
};

/// Reads TCP_INFO of a connected socket. Fields that an old kernel does not know are zero.
/// Returns 0, or the errno.
int parta_tcp_info_read(int fd, struct parta_tcp_info *out);

/// Reads TCP_CC_INFO of a socket whose congestion control is BBR.
/// Returns 0, ENODATA when it is another one, or the errno.
int parta_bbr_info_read(int fd, struct parta_bbr_info *out);

/// Writes the congestion control's name, zero-terminated, at most `size` bytes.
/// Returns 0, or the errno.
int parta_tcp_congestion_read(int fd, char *out, size_t size);

/// Sets TCP_NOTSENT_LOWAT: the socket takes no more while this many bytes wait unsent in the kernel.
/// Returns 0, or the errno.
int parta_tcp_notsent_lowat_set(int fd, uint32_t bytes);

#endif
