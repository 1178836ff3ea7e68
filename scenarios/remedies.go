package scenarios

import "slices"

// A remedy is what the caller can do about the refusals of a row.
type remedy struct {
	row   string
	steps []string // in the order in which to try them
}

// Remedy lists what the caller can do about the refusals of a row, in the order in which to try it.
func Remedy(row string) []string {
	for _, table := range [][]remedy{officialRemedies(), moreRemedies(), neighbourRemedies()} {
		if i := slices.IndexFunc(table, func(r remedy) bool { return r.row == row }); i >= 0 {
			return table[i].steps
		}
	}
	return []string{}
}

// officialRemedies follows the column "solution" of the page of 403 errors, and the pages of the ECs.
// https://help.aliyun.com/zh/oss/user-guide/http-403-status-code
func officialRemedies() []remedy {
	return []remedy{
		{"R01", []string{
			"ask the owner of the bucket to bring the account back: it is deleted, restricted or suspended",
			"if the account is yours, settle the bill or ask the support",
		}},
		{"R02", []string{
			"let the role's policy allow the action on the resource",
			"let the Policy parameter of AssumeRole allow it too: a session may do what both allow",
		}},
		{"R03", []string{
			"read the bucket policy, and look for a Deny that covers the caller, the action and its conditions (address, VPC, HTTPS)",
			"change that statement; an Allow elsewhere does not help against a Deny",
		}},
		{"R04", []string{
			"let the policy of the VPC's gateway endpoint allow the bucket and the action",
			"or take another way than that VPC",
		}},
		{"R05", []string{
			"let a RAM policy of the user allow the action on this resource",
			"check that the AccessKey is the one that you mean to use",
		}},
		{"R06", []string{"sign the request: this operation is never open to everybody"}},
		{"R07", []string{
			"sign the request",
			"or, if everybody may read the bucket, give it the ACL public-read and switch Block Public Access off",
		}},
		{"R08", []string{
			"sign the request, or hand out a signed URL",
			"or, if everybody may read it, give the object the ACL public-read and switch Block Public Access off",
		}},
		{"R09", []string{
			"use a bucket with a hierarchical namespace; the feature can only be chosen when a bucket is made",
			"or leave out the directory operation: write keys with slashes",
		}},
		{"R10", []string{
			"compare each field of the form with the conditions of its policy: the Message names the one that failed",
			"sign a new policy that allows what the form sends",
		}},
		{"R11", []string{"send the Content-Type that the policy names, in the form field and with the file"}},
		{"R12", []string{
			"sign a new policy; its expiration has passed",
			"check the clock of the server that signs, and that expiration is in UTC",
		}},
		{"R13", []string{"give Expires as seconds since 1970, not as a date and not as milliseconds"}},
		{"R14", []string{"send OSSAccessKeyId, Expires and Signature, all three; check that nothing cuts the URL at an &"}},
		{"R15", []string{
			"sign a new URL",
			"check the clock and the time zone of what signs: Expires counts seconds of UTC",
			"with a session token, the URL ends with the session at the latest",
		}},
		{"R16", []string{"copy within one region; between regions read the object and write it, or use replication"}},
		{"R17", []string{"send the request to the endpoint in the element Endpoint: it is that of the bucket's region"}},
		{"R18", []string{"let the caller do kms:Decrypt for reads, and kms:GenerateDataKey for writes, on the key of the bucket or object"}},
		{"R19", []string{
			"let the list of Referers of the bucket allow the page that embeds the object",
			"allow an empty Referer if programs or address bars read it",
		}},
		{"R20", []string{"let the caller do oss:GetObjectAcl on the object", "only the owner of an object may read its ACL by ACL alone"}},
		{"R21", []string{"let a RAM policy or the bucket policy allow oss:GetObject on the object", "or change the ACL of the object"}},
		{"R22", []string{"let the caller do oss:PutObjectAcl on the object"}},
		{"R23", []string{"let a RAM policy or the bucket policy allow oss:PutObject on the object", "or change the ACL of the object"}},
		{"R24", []string{
			"let a RAM policy of the caller allow the action on the object: acs:oss:*:*:BUCKET/KEY, with the key and not the bucket alone",
			"for a listing the resource is the bucket: acs:oss:*:*:BUCKET",
			"check that the bucket is one of this account",
		}},
		{"R25", []string{"sign as somebody who may: the ACL of the bucket does not let this caller", "or let a bucket policy allow it"}},
		{"R26", []string{
			"add a CORS rule to the bucket that allows the Origin, the method and each header that the browser asks for",
			"the first rule that fits the Origin and the method decides",
		}},
		{"R27", []string{"send the token that came with this AccessKey: they are of two sessions"}},
		{"R28", []string{"ask the support: the platform has disabled the bucket"}},
		{"R29", []string{
			"check the name of the bucket: it belongs to another account",
			"if that is meant, let its owner allow you by a bucket policy",
		}},
		{"R30", []string{"unbind the domain in the account that has it", "or prove that it is yours, by the TXT record of CreateCnameToken"}},
		{"R31", []string{
			"upload the image again: its bytes can't be decoded",
			"check that what is stored is an image, and not an error page or a half file",
		}},
		{"R32", []string{"check the AccessKey ID for blanks, line feeds and quotation marks that a copy brought along"}},
		{"R33", []string{
			"check that the AccessKey exists, and is of the site (China or international) of this endpoint",
			"with an AccessKey that begins with STS., send its security token, and get a new session if it has expired",
		}},
		{"R34", []string{"enable the AccessKey in the RAM console, or use another"}},
		{"R35", []string{
			"restore the object (RestoreObject), and wait until x-oss-restore says that it is done",
			"for class Archive, direct reads can be switched on instead",
		}},
		{"R36", []string{"send the token as STS gave it, whole and unchanged", "a token of another site or a made-up one is refused too"}},
		{"R37", []string{"settle the bill of KMS"}},
		{"R38", []string{"settle the bill of KMS; it is past the days of grace"}},
		{"R39", []string{"activate KMS for the account that owns the bucket"}},
		{"R40", []string{
			"bind the domain to the bucket (custom domain), or use the host name of OSS",
			"check that a proxy passes Host on as it came",
		}},
		{"R41", []string{
			"send the request to the endpoint in the element Endpoint",
			"set the endpoint in the client: its default is another region",
		}},
		{"R42", []string{
			"set the clock of the machine by NTP; it may be 15 minutes away from the server's at most",
			"check the time zone: Date is in GMT",
			"sign just before sending: a request that waits in a queue grows old",
		}},
		{"R43", []string{
			"name the bucket in the host, not in the path: https://BUCKET.oss-REGION.aliyuncs.com/KEY",
			"in S3 clients switch path style off (force_path_style, s3ForcePathStyle, addressing_style: virtual)",
		}},
		{"R44", []string{"name the bucket in the host, not in the path: https://BUCKET.oss-REGION.aliyuncs.com/KEY"}},
		{"R45", []string{
			"get new credentials from STS, and send all three of them",
			"ask for them before Expiration, not after the first refusal",
		}},
		{"R46", []string{"use an AccessKey without a token in this region, or another region"}},
		{"R47", []string{"send this request with an AccessKey of an account or a RAM user: the operation takes no session"}},
		{"R48", []string{
			"check the secret: the one of this AccessKey, without blanks or a line feed at its ends",
			"compare the StringToSign in the answer with the one of your client, byte by byte: the first difference names the cause",
			"check what changes a request after it was signed: a proxy (Host, Date), a browser (Content-Type), a copied URL (&amp;, + and %)",
		}},
		{"R49", []string{"use the endpoint of the bucket's region: its region does not offer transfer acceleration"}},
		{"R50", []string{"settle the bill, or activate OSS for the account in its console"}},
		{"R51", []string{
			"wait until the policy ends: a locked retention policy can't be deleted",
			"an empty bucket with one can be deleted",
		}},
	}
}
