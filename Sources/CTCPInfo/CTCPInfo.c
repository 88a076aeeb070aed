#include "CTCPInfo.h"

#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

int parta_tcp_info_read(int fd, struct parta_tcp_info *out) {
    struct tcp_info in;
    socklen_t length = sizeof in;
    memset(&in, 0, sizeof in);
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &in, &length) != 0) return errno;
    *out = (struct parta_tcp_info){
        .state = in.tcpi_state,
        .ca_state = in.tcpi_ca_state,
        .retransmits = in.tcpi_retransmits,
        .probes = in.tcpi_probes,
        .backoff = in.tcpi_backoff,
        .options = in.tcpi_options,
        .snd_wscale = in.tcpi_snd_wscale,
        .rcv_wscale = in.tcpi_rcv_wscale,
        .app_limited = in.tcpi_delivery_rate_app_limited,
        .rto = in.tcpi_rto,
        .ato = in.tcpi_ato,
        .snd_mss = in.tcpi_snd_mss,
        .rcv_mss = in.tcpi_rcv_mss,
        .unacked = in.tcpi_unacked,
        .sacked = in.tcpi_sacked,
        .lost = in.tcpi_lost,
        .retrans = in.tcpi_retrans,
        .fackets = in.tcpi_fackets,
        .last_data_sent = in.tcpi_last_data_sent,
        .last_ack_sent = in.tcpi_last_ack_sent,
        .last_data_recv = in.tcpi_last_data_recv,
        .last_ack_recv = in.tcpi_last_ack_recv,
        .pmtu = in.tcpi_pmtu,
        .rcv_ssthresh = in.tcpi_rcv_ssthresh,
        .rtt = in.tcpi_rtt,
        .rttvar = in.tcpi_rttvar,
        .snd_ssthresh = in.tcpi_snd_ssthresh,
        .snd_cwnd = in.tcpi_snd_cwnd,
        .advmss = in.tcpi_advmss,
        .reordering = in.tcpi_reordering,
        .rcv_rtt = in.tcpi_rcv_rtt,
        .rcv_space = in.tcpi_rcv_space,
        .total_retrans = in.tcpi_total_retrans,
        .pacing_rate = in.tcpi_pacing_rate,
        .max_pacing_rate = in.tcpi_max_pacing_rate,
        .bytes_acked = in.tcpi_bytes_acked,
        .bytes_received = in.tcpi_bytes_received,
        .segs_out = in.tcpi_segs_out,
        .segs_in = in.tcpi_segs_in,
        .notsent_bytes = in.tcpi_notsent_bytes,
        .min_rtt = in.tcpi_min_rtt,
        .data_segs_in = in.tcpi_data_segs_in,
        .data_segs_out = in.tcpi_data_segs_out,
        .delivery_rate = in.tcpi_delivery_rate,
        .busy_time = in.tcpi_busy_time,
        .rwnd_limited = in.tcpi_rwnd_limited,
        .sndbuf_limited = in.tcpi_sndbuf_limited,
        .delivered = in.tcpi_delivered,
        .delivered_ce = in.tcpi_delivered_ce,
        .bytes_sent = in.tcpi_bytes_sent,
        .bytes_retrans = in.tcpi_bytes_retrans,
        .dsack_dups = in.tcpi_dsack_dups,
        .reord_seen = in.tcpi_reord_seen,
        .rcv_ooopack = in.tcpi_rcv_ooopack,
        .snd_wnd = in.tcpi_snd_wnd,
    };
    return 0;
}

int parta_bbr_info_read(int fd, struct parta_bbr_info *out) {
    char name[16];
    int error = parta_tcp_congestion_read(fd, name, sizeof name);
    if (error != 0) return error;
    if (strcmp(name, "bbr") != 0) return ENODATA;
    union tcp_cc_info in;
    socklen_t length = sizeof in;
    memset(&in, 0, sizeof in);
    if (getsockopt(fd, IPPROTO_TCP, TCP_CC_INFO, &in, &length) != 0) return errno;
    // The kernel answers with no bytes when it has nothing yet.
    if (length < sizeof in.bbr) return ENODATA;
    *out = (struct parta_bbr_info){
        .bandwidth = (uint64_t)in.bbr.bbr_bw_hi << 32 | in.bbr.bbr_bw_lo,
        .min_rtt = in.bbr.bbr_min_rtt,
        .pacing_gain = in.bbr.bbr_pacing_gain,
        .cwnd_gain = in.bbr.bbr_cwnd_gain,
    };
    return 0;
}

int parta_tcp_congestion_read(int fd, char *out, size_t size) {
    if (size == 0) return EINVAL;
    socklen_t length = (socklen_t)(size - 1);
    memset(out, 0, size);
    return getsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, out, &length) == 0 ? 0 : errno;
}

int parta_tcp_notsent_lowat_set(int fd, uint32_t bytes) {
    return setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof bytes) == 0 ? 0 : errno;
}
