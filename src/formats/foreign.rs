//! Records of logs that are no audit logs, by their names.

pub(crate) const SIGN_INS: &str = "a sign-in log, not an audit log";
pub(crate) const PROVISIONING: &str = "a provisioning log, not an audit log";
pub(crate) const GRAPH_ACTIVITY: &str = "an activity log of Microsoft Graph, not an audit log";
pub(crate) const RISKS: &str = "a log of risk detections, not an audit log";

/// Names of fields that tell a log which is no audit log, and what it is. Compared without case.
///
/// Sources: `signIn`, `provisioningObjectSummary` and `riskDetection` of Microsoft Graph; the tables `SigninLogs`,
/// `AADProvisioningLogs`, `MicrosoftGraphActivityLogs`, `AzureActivity`, `SecurityAlert`, `EmailEvents`, `DeviceEvents` and
/// `IdentityLogonEvents` of Log Analytics and Defender XDR; the message trace of Exchange Online.
const RECORDS: [(&[&str], &str); 15] = [
    (&["appliedConditionalAccessPolicies"], SIGN_INS),
    (&["conditionalAccessStatus"], SIGN_INS),
    (&["conditional access"], SIGN_INS),
    (&["clientAppUsed"], SIGN_INS),
    (&["provisioningAction"], PROVISIONING),
    (&["provisioningSteps"], PROVISIONING),
    (&["requestMethod", "requestUri", "responseStatusCode"], GRAPH_ACTIVITY),
    (&["riskEventType", "riskLevel"], RISKS),
    (&["riskEventType", "riskState"], RISKS),
    (&["OperationNameValue", "ResourceProviderValue"], "an activity log of Azure, not an audit log of Microsoft 365"),
    (&["operationName", "resourceProviderName"], "an activity log of Azure, not an audit log of Microsoft 365"),
    (&["AlertName", "AlertSeverity"], "alerts, not an audit log"),
    (&["MessageTraceId"], "a message trace, not an audit log"),
    (&["NetworkMessageId", "SenderFromAddress"], "a log of mail flow, not an audit log"),
    (&["DeviceName", "InitiatingProcessFileName"], "a log of devices, not an audit log"),
];

/// What log a record is of, if it is of one that is no audit log.
pub(crate) fn foreign_record(names: &[String]) -> Option<&'static str> {
    let has = |name: &&str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    RECORDS.iter().find(|(telling, _)| telling.iter().all(has)).map(|&(_, log)| log)
}

#[cfg(test)]
mod tests {
    use super::{SIGN_INS, foreign_record};

    #[test]
    fn other_logs_are_told() {
        let names = ["Id", "CreatedDateTime", "ConditionalAccessStatus"].map(str::to_owned);
        assert_eq!(foreign_record(&names), Some(SIGN_INS));
        assert_eq!(foreign_record(&["id".to_owned()]), None);
    }
}
