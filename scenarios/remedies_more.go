package scenarios

// moreRemedies belongs to the refusals beyond the page.
func moreRemedies() []remedy {
	return []remedy{
		{"X01", []string{"send the security token that came with this temporary AccessKey (x-oss-security-token, or security-token in a URL)"}},
		{"X02", []string{"send Date or x-oss-date in the form of HTTP: Thu, 05 Dec 2024 02:31:04 GMT"}},
		{"X03", []string{"sign a new URL; x-oss-expires counts seconds from x-oss-date, 604800 at most"}},
		{"X04", []string{"set the clock of what signs: x-oss-date lies in the future"}},
		{"X05", []string{"sign with version 4: the account takes version 1 no longer"}},
		{"X07", []string{"look for a Deny in the RAM policies of the caller, and in the bucket policy: both answer with these words"}},
		{"X08", []string{"leave the denied objects out of the batch, or let the caller delete them all"}},
		{"X09", []string{"let a RAM policy allow oss:ListBuckets on acs:oss:*:*:*"}},
		{"X10", []string{"send x-oss-request-payer: requester, and with it agree to pay", "or read as the owner"}},
		{"X11", []string{"leave the ACL or policy private", "or switch Block Public Access off, for the account and for the bucket"}},
		{"X13", []string{"name each field of the form in its policy, x-oss-date and x-oss-credential included"}},
		{"X14", []string{"this account has no CloudBox"}},
		{"X15", []string{"ask the administrator of the resource directory: a control policy denies the action for your account"}},
		{"X16", []string{"take both denials away: one in RAM, one in the bucket policy"}},
		{"X17", []string{"call CreateCnameToken, put its token into a TXT record at _dnsauth.DOMAIN, and bind again"}},
		{"X18", []string{"switch transfer acceleration of the bucket on, and wait up to 30 minutes", "or use the endpoint of its region"}},
		{"X19", []string{"bind a domain of your own: this one is reserved"}},
		{"X20", []string{"let the policy of the access point allow it, and RAM or the bucket policy too: both must"}},
		{"X21", []string{"settle the bill before you make buckets"}},
		{"X22", []string{"use an AccessKey of an account that exists"}},
		{"X23", []string{"ask the support to grant incremental inventories, or leave the increments out"}},
		{"X24", []string{"send the logs to a bucket of the same account and region"}},
		{"X25", []string{"sign operations on buckets in the header, or with version 4"}},
		{"X26", []string{"use the AccessKey from an address of its network policy, or change that policy in RAM"}},
		{"X27", []string{"ask for the image through a style: the original is protected"}},
		{"X28", []string{"sign as OSS does, or let S3-compatible signatures be enabled for the account"}},
		{"X29", []string{"verify the account with a real name, or make the bucket outside mainland China"}},
		{"X30", []string{"ask whoever runs the drive service: its callback server refuses, for the reason in the Message"}},
		{"X31", []string{"sign the address of the playlist, or send a token with it"}},
		{"X40", []string{"ask the support: the platform takes the request for an attack, or the bucket is under one"}},
	}
}

// neighbourRemedies belongs to neighbours of a 403, with another status.
func neighbourRemedies() []remedy {
	return []remedy{
		{"B01", []string{"send the header Authorization as OSS or OSS4-HMAC-SHA256 have it"}},
		{"B02", []string{"sign for the region of the endpoint, the day of x-oss-date, and the product oss"}},
		{"B03", []string{"send one signature: in the header or in the URL"}},
		{"B04", []string{"give x-oss-expires from 1 to 604800 seconds"}},
		{"B05", []string{"send the policy as JSON in Base64, with expiration and conditions"}},
		{"B06", []string{"send each field of the signature in the form"}},
		{"B07", []string{"send a file of the size that the policy allows"}},
		{"B08", []string{"check the name of the bucket and its region"}},
		{"B09", []string{"send the security token once"}},
		{"B10", []string{"send Origin and Access-Control-Request-Method in the preflight"}},
		{"B11", []string{"set CORS rules before you read them"}},
		{"B12", []string{"wait until the retention policy lets the object go, or write another key"}},
		{"B13", []string{"make a retention policy first"}},
		{"B14", []string{"delete the unlocked retention policy first, or lock it"}},
		{"B15", []string{"lock the retention policy before you extend it"}},
		{"B16", []string{"set transfer acceleration once before you read it"}},
		{"B17", []string{"wait for the running restore"}},
		{"B18", []string{"read the object as it is: it needs no restore"}},
		{"B19", []string{"enable the key in KMS"}},
		{"B20", []string{"name a key of KMS of this region and account"}},
		{"B21", []string{"unbind the domain from the other bucket first"}},
		{"B22", []string{"call CreateCnameToken first"}},
		{"B23", []string{"send PutBucket to the endpoint of a region"}},
		{"B24", []string{"delete what stands under this name, or use another"}},
		{"B25", []string{"use a custom domain, an internal endpoint, or a region outside mainland China"}},
		{"B26", []string{"send each parameter of the signature in the URL"}},
	}
}
