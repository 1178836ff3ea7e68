package clients

import _ "embed"

//go:embed boto3_steps.py
var boto3Steps string

const publicEndpoint = "http://oss-cn-hangzhou.aliyuncs.com"

// Why the service refuses what a program asks.
const (
	pathStyle  = "names of OSS take no path style, and the program uses no other here"
	upperETags = "OSS writes ETags in upper case, as the program does not expect (s3tools/s3cmd#993)"
	declined   = "the document of S3 is another than OSS's: declined"
	openUpload = "an upload in parts is left of the refused one, and OSS counts it"
	othersDate = "it writes the time with +0000; whether the service takes that is unknown"
)

// awsKeys are the variables by which most programs that speak S3 find an AccessKey.
func awsKeys(e emulator) []string {
	return []string{"AWS_ACCESS_KEY_ID=" + e.AccessKeyID, "AWS_SECRET_ACCESS_KEY=" + e.AccessKeySecret, "AWS_DEFAULT_REGION=oss-cn-hangzhou",
		"AWS_EC2_METADATA_DISABLED=true", "AWS_CONFIG_FILE=config", "RESTIC_PASSWORD=password",
		"RESTIC_REPOSITORY=s3:" + publicEndpoint + "/" + madeBucket, "RESTIC_CACHE_DIR=cache"}
}

// programs are the programs that make clients runs where they are on the machine.
func programs() []program {
	return []program{
		{name: "rclone", version: []string{"version"}, known: "1.60.1", always: true,
			environment: func(e emulator) []string {
				return []string{"RCLONE_CONFIG_OSS_TYPE=s3", "RCLONE_CONFIG_OSS_PROVIDER=Alibaba", "RCLONE_CONFIG_OSS_ENDPOINT=" + publicEndpoint,
					"RCLONE_CONFIG_OSS_ACCESS_KEY_ID=" + e.AccessKeyID, "RCLONE_CONFIG_OSS_SECRET_ACCESS_KEY=" + e.AccessKeySecret}
			},
			before: []string{"--config=none", "--retries=1", "--low-level-retries=1", "--s3-upload-cutoff=5M", "--s3-chunk-size=5M"},
			commands: []command{
				{line: "mkdir oss:rclone"},
				{line: "copy src oss:rclone/in"},
				{line: "lsf -R oss:rclone", prints: "in/dir/a+b"},
				{line: "lsd oss:", prints: "rclone"},
				{line: "check src oss:rclone/in"},
				{line: "check --download src oss:rclone/in"},
				{line: "copy oss:rclone/in back", gets: "back/dir/big"},
				{line: "sync back oss:rclone/in"},
				{line: "moveto oss:rclone/in/small oss:rclone/moved/small"},
				{line: "copyto --s3-copy-cutoff=5M oss:rclone/in/dir/big oss:rclone/copy"},
				{line: "copyto oss:rclone/copy copy", gets: "copy"},
				{line: "cat oss:rclone/moved/small", prints: "small"},
				{line: "size oss:rclone", prints: "Total objects: 4"},
				{line: "touch oss:rclone/copy"},
				{line: "link oss:rclone/copy", prints: "X-Amz-Signature="},
				{line: "backend versioning oss:rclone Enabled", prints: "Enabled"},
				{line: "deletefile oss:rclone/copy"},
				{line: "lsf --s3-versions oss:rclone", prints: "copy-v"},
				{line: "backend versioning oss:rclone Suspended", prints: "Suspended"},
				{line: "cleanup oss:rclone"},
				{line: "delete oss:rclone/in --s3-versions"},
			}},
		{name: "aws", version: []string{"--version"}, known: "1.45.11", environment: awsKeys,
			files: map[string]string{"config": "[default]\nrequest_checksum_calculation = when_required\n" +
				"s3 =\n    addressing_style = virtual\n    multipart_threshold = 5MB\n    multipart_chunksize = 5MB\n",
				"rules.json": `{"Rules": [{"ID": "1", "Status": "Enabled", "Filter": {"Prefix": "old/"}, "Expiration": {"Days": 1},` +
					`"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 3}}]}`},
			before: []string{"--endpoint-url", publicEndpoint},
			commands: []command{
				{line: "s3 mb s3://aws", prints: "make_bucket: aws"},
				{line: "s3 cp src/dir/big s3://aws/big"},
				{line: "s3 sync src s3://aws/in"},
				{line: "s3 ls s3://aws --recursive", prints: "in/dir/a+b"},
				{line: "s3 ls", prints: "aws"},
				{line: "s3 cp s3://aws/big big", gets: "big"},
				{line: "s3 cp s3://aws/big s3://aws/copy"},
				{line: "s3 mv s3://aws/copy s3://aws/moved"},
				{line: "s3 presign s3://aws/big", prints: "X-Amz-Signature="},
				{line: "s3api head-object --bucket aws --key big", prints: `"ContentLength": 6291457`},
				{line: "s3api get-bucket-acl --bucket aws", prints: "FULL_CONTROL"},
				{line: "s3api put-bucket-versioning --bucket made --versioning-configuration Status=Enabled"},
				{line: "s3api get-bucket-versioning --bucket made", prints: "Enabled"},
				{line: "s3api put-object-tagging --bucket aws --key big --tagging TagSet=[{Key=a,Value=b}]"},
				{line: "s3api get-object-tagging --bucket aws --key big", prints: `"Value": "b"`},
				{line: "s3api get-bucket-location --bucket aws", prints: "SecondLevelDomainForbidden", refused: pathStyle},
				{line: "s3api put-bucket-lifecycle-configuration --bucket aws --lifecycle-configuration file://rules.json"},
				{line: "s3api get-bucket-lifecycle-configuration --bucket aws", prints: `"DaysAfterInitiation": 3`},
				{line: "s3api put-bucket-logging --bucket aws --bucket-logging-status LoggingEnabled={TargetBucket=made,TargetPrefix=logs/}"},
				{line: "s3api get-bucket-logging --bucket aws", prints: `"TargetPrefix": "logs/"`},
				{line: "s3api get-bucket-cors --bucket aws", prints: "NotImplemented", refused: declined},
				{line: "s3 rm s3://aws --recursive", prints: "delete: s3://aws/in/dir/a+b"},
				{line: "s3 rb s3://aws", prints: "remove_bucket: aws"},
			}},
		{name: "s3cmd", version: []string{"--version"}, known: "2.3.0", environment: awsKeys,
			files: map[string]string{"config": "[default]\naccess_key = $ID\nsecret_key = $SECRET\nuse_https = False\n" +
				"proxy_host = $HOST\nproxy_port = $PORT\n" +
				"host_base = oss-cn-hangzhou.aliyuncs.com\nhost_bucket = %(bucket)s.oss-cn-hangzhou.aliyuncs.com\n"},
			before: []string{"--config=config"},
			commands: []command{
				{line: "mb s3://s3cmd", prints: "created"},
				{line: "put src/small s3://s3cmd/small", prints: "MD5 Sums don't match!", refused: upperETags},
				{line: "--multipart-chunk-size-mb=5 put src/dir/big s3://s3cmd/big", prints: "MD5 Sums don't match!", refused: upperETags},
				{line: "ls s3://s3cmd", prints: "s3://s3cmd/small"}, // it is stored all the same
				{line: "info s3://s3cmd/small", prints: "File size: 5"},
				{line: "info s3://s3cmd", prints: "oss-cn-hangzhou"},
				{line: "get s3://s3cmd/small small"},
				{line: "cp s3://s3cmd/small s3://s3cmd/copy"},
				{line: "mv s3://s3cmd/copy s3://s3cmd/moved"},
				{line: "setacl s3://s3cmd/small --acl-private"},
				{line: "modify --add-header=x-amz-meta-a:b s3://s3cmd/small"},
				{line: "du s3://s3cmd", prints: "10"},
				{line: "signurl s3://s3cmd/small +60", prints: "Signature="},
				{line: "multipart s3://s3cmd", prints: "s3://s3cmd/big"},
				{line: "--signature-v2 ls s3://s3cmd", prints: "valid Date", refused: othersDate},
				{line: "accesslog s3://s3cmd", prints: "Logging Enabled: False"},
				{line: "expire --expiry-days=3 --expiry-prefix=old/ s3://s3cmd", prints: "expiration configuration is set"},
				{line: "getlifecycle s3://s3cmd", prints: "<Days>3</Days>"},
				{line: "dellifecycle s3://s3cmd"},
				{line: "del --recursive --force s3://s3cmd", prints: "delete: 's3://s3cmd/moved'"},
				{line: "rb s3://s3cmd", prints: "BucketNotEmpty", refused: openUpload},
			}},
		{name: "python3", version: []string{"-c", "import boto3; print('boto3', boto3.__version__)"}, known: "1.43.11",
			environment: awsKeys, files: map[string]string{"steps.py": boto3Steps},
			commands: []command{{line: "steps.py", prints: "all held", gets: "big"}}},
		{name: "restic", version: []string{"version"}, known: "0.14.0", environment: awsKeys, before: []string{"--option=s3.bucket-lookup=dns"},
			commands: []command{
				{line: "init", prints: "created restic repository"},
				{line: "backup src", prints: "Files:           3 new"},
				{line: "backup src", prints: "3 unmodified"},
				{line: "check --read-data", prints: "no errors were found"},
				{line: "restore latest --target back", gets: "back/src/dir/big"},
				{line: "forget --keep-last 1 --prune", prints: "1 snapshots have been removed"},
				{line: "--repo=s3:http://oss-cn-hangzhou.aliyuncs.com/not-made init", prints: "virtual hosted style", refused: pathStyle},
			}},
	}
}
