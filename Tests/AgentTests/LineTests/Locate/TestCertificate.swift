/// A self-signed certificate for `locate.test`, good for a hundred years and for nothing but these tests.
enum TestCertificate {
    static let name = "locate.test"

    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBmzCCAUGgAwIBAgIUeIvW7kHp6VfYUAMqnM620ZCYQJswCgYIKoZIzj0EAwIw
        FjEUMBIGA1UEAwwLbG9jYXRlLnRlc3QwIBcNMjYxMTIyMDgwODI1WhgPMjEyNjEw
        MjkwODA4MjVaMBYxFDASBgNVBAMMC2xvY2F0ZS50ZXN0MFkwEwYHKoZIzj0CAQYI
        KoZIzj0DAQcDQgAE6vz80Xs7uUgKYuSu9bs6DyiDTNimAIytCa8o3uwjAgmDmpaV
        62gz7C3za3cBPhxnlZIpDU1XDhP8o8PxZLwKcaNrMGkwHQYDVR0OBBYEFGmhywwW
        NotqFof1L1ZKAK92TROeMB8GA1UdIwQYMBaAFGmhywwWNotqFof1L1ZKAK92TROe
        MA8GA1UdEwEB/wQFMAMBAf8wFgYDVR0RBA8wDYILbG9jYXRlLnRlc3QwCgYIKoZI
        zj0EAwIDSAAwRQIgYFU7MnIs85XKhIf76eWDPY1rkP1+dMjjgYKPJH/iOOgCIQCg
        DamoHpsbIMQ4df0K7O9ZliFQpqus0ebgJXBPzKEhlg==
        -----END CERTIFICATE-----
        """

    static let privateKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/EzSUed5uraynm+o
        CEfR5J/QAKBLv/pg+v2RBiGmw1OhRANCAATq/PzRezu5SApi5K71uzoPKINM2KYA
        jK0Jryje7CMCCYOalpXraDPsLfNrdwE+HGeVkikNTVcOE/yjw/FkvApx
        -----END PRIVATE KEY-----
        """
}
