//! Who sent a delivery: a signature of the body where GitLab makes one, else the secret that it sends along.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::error::{Code, Error};
use crate::host::{Delivery, Proof, Proven};
use crate::signature::{Secret, equal, hmac_sha256};
use crate::time::Timestamp;

/// Checks a delivery against every secret, so that a secret can be changed without losing deliveries.
///
/// A hook has a secret token, a signing token or both: <https://docs.gitlab.com/user/project/integrations/webhooks/>. Where a
/// signing token is configured here and a signature came, the signature decides; nothing weaker is looked at.
pub fn verify<'a>(delivery: Delivery<'a>, secrets: &[Secret], now: Option<Timestamp>) -> Result<Proven<'a>, Error> {
    let secrets: Vec<&Secret> = secrets.iter().filter(|secret| !secret.is_empty()).collect();
    if secrets.is_empty() {
        return Ok(delivery.proven(Proof::None));
    }
    let keys: Vec<Vec<u8>> = secrets.iter().filter_map(|secret| signing_key(secret)).collect();
    let signature = sent(&delivery, SIGNATURE);
    if let (Some(signature), false) = (signature, keys.is_empty()) {
        signed(&delivery, signature, &keys, now)?;
        return Ok(delivery.proven(Proof::Signed));
    }
    let Some(token) = sent(&delivery, TOKEN) else {
        let sentence = match signature {
            Some(_) => {
                format!("expected the header {TOKEN}, found only {SIGNATURE}, but no secret here is a signing token")
            }
            None => format!("expected the header {TOKEN}, found none: the webhook has no secret"),
        };
        return Err(Error::new(Code::NotSigned, sentence));
    };
    // Every secret is tried, whichever fits: the time does not tell which one did.
    let fits = secrets.iter().fold(false, |fits, secret| equal(secret.as_bytes(), token.as_bytes()) | fits);
    if fits {
        Ok(delivery.proven(Proof::SharedSecret))
    } else {
        Err(Error::new(Code::BadSignature, format!("the header {TOKEN} is no secret of this connection")))
    }
}

/// The Standard Webhooks scheme:
/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#verifying-webhook-authenticity>.
fn signed(delivery: &Delivery<'_>, signatures: &str, keys: &[Vec<u8>], now: Option<Timestamp>) -> Result<(), Error> {
    let refused = |sentence: String| Err(Error::new(Code::BadSignature, sentence));
    let (Some(id), Some(timestamp)) = (sent(delivery, ID), sent(delivery, TIMESTAMP)) else {
        return refused(format!("expected the headers {ID} and {TIMESTAMP} beside {SIGNATURE}"));
    };
    let Ok(seconds) = timestamp.parse::<i64>() else {
        return refused(format!("expected seconds since the epoch in {TIMESTAMP}"));
    };
    let age_ms = now.map(|now| now.0.saturating_sub(Timestamp::from_seconds(seconds).0).saturating_abs());
    let message = [id.as_bytes(), b".", timestamp.as_bytes(), b".", delivery.body].concat();
    let expected: Vec<[u8; 32]> = keys.iter().map(|key| hmac_sha256(key, &message)).collect();
    let claims = signatures.split_ascii_whitespace().filter_map(|claim| claim.strip_prefix("v1,")).filter_map(decoded);
    // Every signature is compared with every key, whichever fits.
    let fits = claims.fold(false, |fits, claim| expected.iter().fold(fits, |fits, mac| equal(mac, &claim) | fits));
    match (fits, age_ms) {
        (false, _) => refused("the signature fits no secret of this connection".to_owned()),
        (true, Some(age_ms)) if age_ms > WINDOW_MS => refused(
            "the delivery was signed more than five minutes away from now: the clocks differ, or it is sent again"
                .to_owned(),
        ),
        (true, _) => Ok(()),
    }
}

/// The key in a signing token: base64 behind a prefix.
fn signing_key(secret: &Secret) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(secret.as_bytes()).ok()?;
    decoded(text.trim().strip_prefix(PREFIX)?).filter(|key| !key.is_empty())
}

fn decoded(base64: &str) -> Option<Vec<u8>> {
    LENIENT.decode(base64).ok()
}

/// A header that is not empty.
fn sent<'a>(delivery: &Delivery<'a>, name: &str) -> Option<&'a str> {
    delivery.headers.get(name).map(str::trim).filter(|value| !value.is_empty())
}

/// With padding or without.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What Standard Webhooks advises; the delivery's id tells what is sent again within it.
const WINDOW_MS: i64 = 300_000;
const PREFIX: &str = "whsec_";
const TOKEN: &str = "X-Gitlab-Token";
const SIGNATURE: &str = "webhook-signature";
const TIMESTAMP: &str = "webhook-timestamp";
/// The same as `Idempotency-Key`, but signed.
pub const ID: &str = "webhook-id";
