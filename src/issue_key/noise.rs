//! Words that look like project keys and are none: encodings, standards, algorithms, advisories, time zones, hardware.

/// Whether an upper-case candidate is such a word.
pub(super) fn is_noise(candidate: &[u8]) -> bool {
    NOISE.binary_search_by(|word| word.as_bytes().cmp(candidate)).is_ok()
}

/// Sorted, since it is searched by halves.
#[rustfmt::skip]
pub(super) static NOISE: [&str; 81] = [
    "AES", "ALAS", "AMD", "ANSI", "ARM", "ASCII", "AVX", "BCP", "CAN", "CAPEC", "CNNVD", "CNVD",
    "COVID", "CP", "CRC", "CVE", "CWE", "DES", "DIN", "DLA", "DSA", "ECDSA", "ECMA", "ED", "EIA",
    "ELSA", "EN", "EUC", "EUVD", "FIPS", "GB", "GHSA", "GLSA", "GMT", "GPT", "HMAC", "HTTP", "IBM",
    "IEC", "IEEE", "IPV", "ISO", "ITU", "JEP", "JSR", "JVNDB", "KOI", "MD", "NIST", "OSV", "PBKDF",
    "PCI", "PEP", "PKCS", "PYSEC", "RFC", "RHBA", "RHEA", "RHSA", "RJ", "RS", "RSA", "RUSTSEC",
    "SARS", "SHA", "SHA1", "SHA2", "SHA3", "SHAKE", "SSE", "SSL", "STD", "TLS", "UCS", "USB", "USN",
    "UTC", "UTF", "WCAG", "WINDOWS", "X86",
];
